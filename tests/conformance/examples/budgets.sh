# The forms of https://docs.aws.amazon.com/cli/latest/reference/budgets/ with values of our own.
aws budgets create-budget --account-id 123456789012 --budget '{"BudgetLimit":{"Amount":"40","Unit":"USD"},"BudgetName":"Shop Budget","BudgetType":"COST","CostTypes":{"IncludeCredit":true,"IncludeDiscount":true,"IncludeOtherSubscription":true,"IncludeRecurring":true,"IncludeRefund":true,"IncludeSubscription":true,"IncludeSupport":true,"IncludeTax":true,"IncludeUpfront":true,"UseBlended":false},"TimePeriod":{"Start":1735689600,"End":3706473600},"TimeUnit":"MONTHLY"}' --notifications-with-subscribers '[{"Notification":{"ComparisonOperator":"GREATER_THAN","NotificationType":"ACTUAL","Threshold":75,"ThresholdType":"PERCENTAGE"},"Subscribers":[{"Address":"owner@example.com","SubscriptionType":"EMAIL"}]}]'
aws budgets create-budget --account-id 123456789012 --budget '{"BudgetLimit":{"Amount":"40","Unit":"USD"},"BudgetName":"Tagged Budget","BudgetType":"COST","CostFilters":{"TagKeyValue":["user:Key$one","user:Key$two"]},"TimeUnit":"MONTHLY"}'
aws budgets describe-budget --account-id 123456789012 --budget-name "Shop Budget"
aws budgets describe-budgets --account-id 123456789012 --max-results 20
aws budgets describe-notifications-for-budget --account-id 123456789012 --budget-name "Shop Budget" --max-results 5
aws budgets delete-budget --account-id 123456789012 --budget-name "Shop Budget"
