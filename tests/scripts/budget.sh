# A forecast alert of AWS Budgets beside the bill (row A).
world resource billing bill
world load bill dollars 12
aws budgets create-budget --account-id 123456789012 --budget '{"BudgetLimit":{"Amount":"100","Unit":"USD"},"BudgetName":"Example Tag Budget","BudgetType":"COST","CostFilters":{"TagKeyValue":["user:Key$value1","user:Key$value2"]},"CostTypes":{"IncludeCredit":true,"IncludeDiscount":true,"IncludeOtherSubscription":true,"IncludeRecurring":true,"IncludeRefund":true,"IncludeSubscription":true,"IncludeSupport":true,"IncludeTax":true,"IncludeUpfront":true,"UseBlended":false},"TimePeriod":{"Start":1477958399,"End":3706473600},"TimeUnit":"MONTHLY"}' --notifications-with-subscribers '[{"Notification":{"ComparisonOperator":"GREATER_THAN","NotificationType":"ACTUAL","Threshold":80,"ThresholdType":"PERCENTAGE"},"Subscribers":[{"Address":"example@example.com","SubscriptionType":"EMAIL"}]}]'
aws budgets create-budget --account-id 123456789012 --budget '{"BudgetLimit":{"Amount":"100","Unit":"USD"},"BudgetName":"all","BudgetType":"COST","TimeUnit":"MONTHLY"}' --notifications-with-subscribers '[{"Notification":{"ComparisonOperator":"GREATER_THAN","NotificationType":"FORECASTED","Threshold":100,"ThresholdType":"PERCENTAGE"},"Subscribers":[{"Address":"boss@example.com","SubscriptionType":"EMAIL"}]}]'
sleep 1d
aws budgets describe-notifications-for-budget --account-id 123456789012 --budget-name all --query 'Notifications[0].NotificationState'
aws budgets describe-budgets --account-id 123456789012 --query 'Budgets[].BudgetName'
aws budgets describe-budget --account-id 123456789012 --budget-name all --query 'Budget.BudgetLimit'
aws budgets delete-budget --account-id 123456789012 --budget-name all
aws budgets describe-budget --account-id 123456789012 --budget-name all
