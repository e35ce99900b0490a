# The forms of https://docs.aws.amazon.com/cli/latest/reference/iam/ about tags and the account's alias.
aws iam create-policy --policy-name billing-access --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"aws-portal:View*","Resource":"*"}]}'
policy=arn:aws:iam::123456789012:policy/billing-access
aws iam tag-policy --policy-arn $policy --tags '[{"Key": "Department", "Value": "Accounting"}]'
aws iam list-policy-tags --policy-arn $policy
aws iam untag-policy --policy-arn $policy --tag-keys Department
# fails: AccessDenied
aws iam tag-policy --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess --tags Key=a,Value=b
aws iam list-policy-tags --policy-arn arn:aws:iam::aws:policy/ReadOnlyAccess
aws iam create-instance-profile --instance-profile-name deployment-role
aws iam tag-instance-profile --instance-profile-name deployment-role --tags '[{"Key": "Department", "Value": "Accounting"}]'
aws iam list-instance-profile-tags --instance-profile-name deployment-role
aws iam untag-instance-profile --instance-profile-name deployment-role --tag-keys Department
aws iam create-virtual-mfa-device --virtual-mfa-device-name alice --outfile /dev/null --bootstrap-method QRCodePNG
aws iam tag-mfa-device --serial-number arn:aws:iam::123456789012:mfa/alice --tags '[{"Key": "Department", "Value": "Accounting"}]'
aws iam list-mfa-device-tags --serial-number arn:aws:iam::123456789012:mfa/alice
aws iam untag-mfa-device --serial-number arn:aws:iam::123456789012:mfa/alice --tag-keys Department
META='<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com/shop"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><KeyDescriptor use="signing"><X509Certificate>X+zrZv/IbzjZUnhsbWlsecLbwjndTpG0ZynXOif7V+lrhrJz/zT84Z1rgE7/Wj9XR62k6qIvHUnAHlLdt4dbS9RzXjomXhbu4D9ZcYubXQMBnAfYtsUfkNo6Zm7sE6s1TgdAhWK+24tgzgXB3s/jrRa3IjCWfeAfZAt+Rym0n85LInd31N0fxhxviE9IZB0CtNEh0/0yjLCLVTH8rNq/iu8tEn3je5QrqtBhReVLDGGaHyIyey67z77Hj1Vkr+Od5/bAEXdujbfNMwtUF0/Xb30CFrYSOHpf/PuB5vCRloN5Ammb5CyKjkb7u0UBcmUX6GsixWoYn3YlptpJCBskUSxiQjLN0iF3EpTfuzEKygAKDfasi2a2ltkO8G/e+2SjGVgeJ9587QD/HOULIEfnpWfHaxy666vl7wP3wwF7tbdKRNwVNkIEqA/oDpA5RVzBYIKBgg/isk8eUjOt5q8d1U/IKyauy0fShoxO++NYFzKj58vMbC77MgYsCBcKBe64a1HUMd9dfxQcvs7M957fPdhhw7QGnwsRZho+76y7qRg/26NfBNyMRimGyZK8+HVUYlcRMHKpCcFi9+Rw5YHieIUnqJHiJBNpUP8yyiErRbyT9p+7gBw7Hr7axSd1+Z5h5in6ZZjXMnaPfHJrS2IShfnDuFMDkAqpEgF9t2F9i9uxfvbRnHpbHug7kHxZVSbcsesG24In1lDV3aCp9M6M2UUjVA8VBM0XEAxINehbfu/UmRFYD47/8Fmajyg75rnjTslZn8ID0XajAVNsLgkaGbyFJ1myVb1oGIEKQsX+0UqUAPGyHLUn1/o9Pqu6k1V6GOvnospORxz+XkxbTKf3Z/XKOPdIodbq9ya4pC+1dcPHHxhkqBQzAXgt4T2i2SArb0tmEhJfs6Da7NJ5nf1snCmUJP2SD5swgRCiwfvY9EN4Xz7H6zLzC5DND882V9OItf9Cl/L5cW/2bptpwF3dCVNfow1+Jd2KSfFTZ3lzTsgoYQjRFdpQRdd/O0GF2PeQ</X509Certificate></KeyDescriptor><SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/shop/sso"/></IDPSSODescriptor></EntityDescriptor>'
aws iam create-saml-provider --name ADFS --saml-metadata-document "$META"
aws iam tag-saml-provider --saml-provider-arn arn:aws:iam::123456789012:saml-provider/ADFS --tags '[{"Key": "Department", "Value": "Accounting"}]'
aws iam list-saml-provider-tags --saml-provider-arn arn:aws:iam::123456789012:saml-provider/ADFS
aws iam untag-saml-provider --saml-provider-arn arn:aws:iam::123456789012:saml-provider/ADFS --tag-keys Department
aws iam create-open-id-connect-provider --url https://server.example.com --client-id-list my-application --thumbprint-list 7359755c6df9a0abc3060bce369564c8ec4542a3
aws iam tag-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/server.example.com --tags '[{"Key": "Department", "Value": "Accounting"}]'
aws iam list-open-id-connect-provider-tags --open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/server.example.com
aws iam untag-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/server.example.com --tag-keys Department
# fails: OpenIDConnect Provider not found
aws iam list-open-id-connect-provider-tags --open-id-connect-provider-arn arn:aws:iam::123456789012:oidc-provider/none.example.com
aws iam create-account-alias --account-alias examplecorp
aws iam list-account-aliases
# fails: EntityAlreadyExists
aws iam create-account-alias --account-alias examplecorp
# fails: failed to satisfy constraint
aws iam create-account-alias --account-alias Example--Corp
aws iam delete-account-alias --account-alias examplecorp
# fails: NoSuchEntity
aws iam delete-account-alias --account-alias examplecorp
